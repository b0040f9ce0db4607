; A capture's name is the topic, underscores for blanks; @_... only constrain. One match a place is enough.

; who may do what
(annotation [(user_type (identifier) @authentication) (constructor_invocation (user_type (identifier) @authentication))]
  (#match? @authentication "^(PreAuthorize|PostAuthorize|Secured|RolesAllowed|PermitAll|DenyAll|EnableWebSecurity|EnableMethodSecurity|EnableReactiveMethodSecurity)$"))
(import (qualified_identifier) @authentication
  (#match? @authentication "^(org\\.springframework\\.security|io\\.jsonwebtoken|com\\.auth0|org\\.keycloak|com\\.nimbusds|io\\.ktor\\.server\\.auth)"))

; cryptography
(import (qualified_identifier) @cryptography
  (#match? @cryptography "^(javax\\.crypto|java\\.security\\.|org\\.bouncycastle|at\\.favre\\.lib)"))

; commands that are run, calls to other services, origins
(call_expression (identifier) @runs_commands (#eq? @runs_commands "ProcessBuilder"))
(call_expression (identifier) @outbound_calls (#any-of? @outbound_calls "RestTemplate" "OkHttpClient" "HttpClient"))
(annotation [(user_type (identifier) @CORS) (constructor_invocation (user_type (identifier) @CORS))] (#eq? @CORS "CrossOrigin"))
(call_expression (navigation_expression (identifier) @CSRF .) (#eq? @CSRF "csrf"))
