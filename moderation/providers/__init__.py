"""Who is accredited, with what status, and which qualifications there are; what they did is told further up."""
