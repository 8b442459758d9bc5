"""Mail about what needs somebody."""
