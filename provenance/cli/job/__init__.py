"""What ``check`` is made of: from options and settings to a job, and from its documents to reports on them."""
