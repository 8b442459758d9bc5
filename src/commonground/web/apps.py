from django.apps import AppConfig, apps


class WebConfig(AppConfig):
    name = "commonground.web"
    label = "web"
    verbose_name = "Web shell"

    def ready(self) -> None:
        from commonground.web.panels import Tab, tabs

        own = (
            ("E-mail addresses", "account_email", "account_email", "allauth.account"),
            ("Password", "account_change_password", "account_set_password", "allauth.account"),
            ("Two-step sign-in and passkeys", "mfa_index", "mfa_", "allauth.mfa"),
            ("Sessions", "usersessions_list", "usersessions_", "allauth.usersessions"),
        )
        for order, (label, url_name, under, app) in enumerate(own):
            if apps.is_installed(app):
                tabs.register(
                    "account", Tab(label, url_name, order=10 * order, arguments=lambda subject: {}, under=under)
                )
