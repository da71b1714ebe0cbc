"""From frozen claims to documents. Pure: claims in, bytes out; the live course is never asked."""
