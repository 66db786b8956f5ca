"""Files to take along: pictures, slides, documents, tables and maps that open without a network."""
