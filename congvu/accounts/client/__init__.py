"""The two outside systems that know our people: a directory, an OpenID provider."""

from congvu.accounts.client.ldap import LdapDirectory, directory
from congvu.accounts.client.openid import OpenIdProvider, Recognised, provider

__all__ = [
    "LdapDirectory",
    "OpenIdProvider",
    "Recognised",
    "directory",
    "provider",
]
