"""Training of the bundled embedding from pairs of texts."""
