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

(call_expression . (navigation_expression (_) @_o (identifier) @runs_commands .)
  (#match? @_o "^Runtime\\.getRuntime\\(\\)$") (#eq? @runs_commands "exec"))
(call_expression . (identifier) @deserialization (#any-of? @deserialization "ObjectInputStream" "XMLDecoder"))
(call_expression . (navigation_expression (identifier) @authentication .)
  (#any-of? @authentication "permitAll" "authorizeHttpRequests" "authorizeExchange" "hasRole" "hasAuthority" "hasAnyRole" "hasAnyAuthority"))
(call_expression . (navigation_expression (identifier) @cryptography (identifier) @_m .)
  (#any-of? @cryptography "MessageDigest" "Cipher" "Mac" "KeyGenerator" "KeyPairGenerator" "SecretKeyFactory")
  (#eq? @_m "getInstance"))
(call_expression . (navigation_expression (identifier) @outbound_calls (identifier) @_m .)
  (#any-of? @outbound_calls "WebClient" "RestClient" "HttpClient")
  (#any-of? @_m "create" "builder" "newHttpClient" "newBuilder"))
(call_expression . (identifier) @CORS (#any-of? @CORS "allowHost" "anyHost"))
