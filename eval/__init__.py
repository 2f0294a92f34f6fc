"""Measures of retrieval and of answers, on folders and golden files of one's own."""
