"""Files of records: kept beside the database by the digest of their bytes, reached through the records."""
