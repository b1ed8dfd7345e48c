"""What all readings share: lists by tenancy, order and pages, and the declaration that a reading is for everybody."""
