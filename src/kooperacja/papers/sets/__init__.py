"""Descriptions of templates. Their words are words of Polish papers and are not translated."""
