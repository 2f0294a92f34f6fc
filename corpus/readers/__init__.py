"""One module a format; each turns bytes into an `Extract` (see `corpus.records`)."""
