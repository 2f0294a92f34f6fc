"""Reading files, repairing text, finding structure and metadata, cutting passages, the catalogue of documents."""
