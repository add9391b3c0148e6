"""One module per table format, each with a `FORMAT`; a new file here is a new format."""
