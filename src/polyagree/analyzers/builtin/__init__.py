"""The analyzers that come with the library, one file each, by family."""
