"""What a page of the console may load: its own, and nothing that stands in the page itself."""

POLICY = (
    "Content-Security-Policy",
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
)
"""`data:` are the arrows and ticks that the design system's style sheet carries: pictures, never scripts."""
