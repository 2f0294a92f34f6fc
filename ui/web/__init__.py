"""The screens in a browser: one page of tabs, in Vietnamese or English."""
