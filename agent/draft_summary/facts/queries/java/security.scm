; A capture's name is the topic, underscores for blanks; @_... only constrain. One match a place is enough.

; who may do what
(annotation name: (identifier) @authentication
  (#match? @authentication "^(PreAuthorize|PostAuthorize|Secured|RolesAllowed|PermitAll|DenyAll|EnableWebSecurity|EnableMethodSecurity|WithMockUser)$"))
(marker_annotation name: (identifier) @authentication
  (#match? @authentication "^(PermitAll|DenyAll|EnableWebSecurity|EnableMethodSecurity|EnableGlobalMethodSecurity|Authenticated)$"))
(import_declaration (scoped_identifier) @authentication
  (#match? @authentication "^(org\\.springframework\\.security|io\\.jsonwebtoken|com\\.auth0|org\\.keycloak|com\\.nimbusds)"))

; cryptography
(import_declaration (scoped_identifier) @cryptography
  (#match? @cryptography "^(javax\\.crypto|java\\.security\\.|org\\.bouncycastle|at\\.favre\\.lib)"))

; data that is turned into objects, commands that are run
(object_creation_expression type: (type_identifier) @deserialization (#any-of? @deserialization "ObjectInputStream" "XMLDecoder"))
(object_creation_expression type: (type_identifier) @runs_commands (#eq? @runs_commands "ProcessBuilder"))
(method_invocation object: (method_invocation name: (identifier) @_r) name: (identifier) @runs_commands
  (#eq? @_r "getRuntime") (#eq? @runs_commands "exec"))

; calls to other services, origins
(object_creation_expression type: (type_identifier) @outbound_calls
  (#any-of? @outbound_calls "RestTemplate" "OkHttpClient" "HttpPost" "HttpGet" "URL"))
(marker_annotation name: (identifier) @CORS (#eq? @CORS "CrossOrigin"))
(annotation name: (identifier) @CORS (#eq? @CORS "CrossOrigin"))
(method_invocation name: (identifier) @CORS (#any-of? @CORS "allowedOrigins" "setAllowedOrigins" "addAllowedOrigin" "cors"))
(method_invocation name: (identifier) @CSRF (#eq? @CSRF "csrf"))

(object_creation_expression type: (type_identifier) @runs_code
  (#any-of? @runs_code "ScriptEngineManager" "GroovyShell" "SpelExpressionParser"))
(method_invocation name: (identifier) @deserialization
  (#any-of? @deserialization "enableDefaultTyping" "activateDefaultTyping"))
(method_invocation name: (identifier) @authentication
  (#any-of? @authentication "permitAll" "authorizeHttpRequests" "authorizeRequests" "authorizeExchange" "hasRole" "hasAuthority" "hasAnyRole" "hasAnyAuthority"))
(method_invocation object: (identifier) @cryptography name: (identifier) @_m
  (#any-of? @cryptography "MessageDigest" "Cipher" "Mac" "KeyGenerator" "KeyPairGenerator" "SecretKeyFactory")
  (#eq? @_m "getInstance"))
(method_invocation object: (identifier) @outbound_calls name: (identifier) @_m
  (#any-of? @outbound_calls "WebClient" "RestClient" "HttpClient" "HttpClients")
  (#any-of? @_m "create" "builder" "newHttpClient" "newBuilder" "createDefault"))
(annotation name: (identifier) @outbound_calls (#any-of? @outbound_calls "FeignClient" "RegisterRestClient"))
((identifier) @TLS_verification
  (#any-of? @TLS_verification "NoopHostnameVerifier" "TrustAllStrategy" "InsecureTrustManagerFactory"))
