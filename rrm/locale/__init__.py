"""The product's sentences in other languages: <language>/LC_MESSAGES/rrm.po, compiled to rrm.mo."""
