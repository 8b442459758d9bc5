"""The decision table from signals to a variant, in versions that the creative and media sides sign off."""
