"""Analysis of Vietnamese text, embedding, the lexical and the dense index, fusion, and keeping both in step with the catalogue."""
