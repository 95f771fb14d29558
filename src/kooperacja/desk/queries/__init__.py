"""What the pages of a worker's day show, composed of the queries of the packages below."""
