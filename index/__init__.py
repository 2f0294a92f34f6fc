"""Analysis of Vietnamese text, embedding, the two indexes, and keeping both in step with the catalogue."""
