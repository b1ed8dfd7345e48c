"""The security headers of every answer, pages and API alike."""

from __future__ import annotations

from flask import Flask, Response

from moderation.settings import Environment, Settings

# Nothing is loaded from anywhere else, nothing inline runs, and nobody may frame a page.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
HTTPS_ONLY = "max-age=31536000; includeSubDomains"


def protect(app: Flask, settings: Settings) -> None:
    """Add the headers to every answer of an application."""
    only_https = {"Strict-Transport-Security": HTTPS_ONLY} if settings.environment is Environment.PRODUCTION else {}

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in {**HEADERS, **only_https}.items():
            response.headers.setdefault(name, value)
        return response
