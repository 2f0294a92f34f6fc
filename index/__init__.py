"""Analysis of Vietnamese text, embedding, the lexical and dense indexes, and keeping both in step with the catalogue."""
