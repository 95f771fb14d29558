"""Pages of the family's pictures: `page`, and `sheets` (paper and spreadsheet)."""
