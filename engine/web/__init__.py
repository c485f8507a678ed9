"""The web host: routes given by the engines, served over HTTP with one way to sign in, refuse and describe."""
