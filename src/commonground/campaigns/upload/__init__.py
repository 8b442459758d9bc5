"""A spreadsheet that becomes a matrix: understood, previewed, matched to people, then taken whole or not at all."""
