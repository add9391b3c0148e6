"""What keeps generated files true: examples, outputs in the documentation, references. Not part of the package."""
