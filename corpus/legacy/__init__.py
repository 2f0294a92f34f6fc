"""Text that was typed in the fonts and encodings of the years before Unicode, told by the text itself."""
