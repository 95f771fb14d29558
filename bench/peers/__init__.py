"""What a list page is compared with: the same rows by an ordinary view, the admin, DRF, and bare SQL."""
