"""What a reader wants to know of a document at once: who, when, how much, by which documents, who must do what."""
