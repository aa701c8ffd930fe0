"""A frozen record in; PDF, CSV and charts out."""
