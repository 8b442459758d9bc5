"""The command line: one module per noun. Engine commands load no Django."""
