"""From a question to an answer in which every sentence is cited, or an abstention."""
