"""What is shown: variants of the creative, their sizes, days and approval."""
