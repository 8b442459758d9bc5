"""The form of signing in; apart from the others, because allauth asks for those while it is still loading its own."""

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):  # type: ignore[misc]
    """Address and password. Nothing is saved by it, so what went wrong is said in other words."""

    refused = "You are not signed in."
