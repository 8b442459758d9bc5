"""A company, agency, non-profit ... that takes part as a peer."""
