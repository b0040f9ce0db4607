; A capture's name is the topic, underscores for blanks; @_... only constrain. One match a place is enough.

(unsafe_block) @unsafe_code
(call_expression function: (scoped_identifier path: (_) @_p name: (identifier) @_n) @runs_commands
  (#match? @_p "(^|::)Command$") (#eq? @_n "new"))

; who may do what
(use_declaration argument: (_) @authentication
  (#match? @authentication "^(jsonwebtoken|oauth2|openidconnect|axum_login|tower_sessions|actix_identity|actix_web_httpauth|oauth1)\\b"))
(call_expression function: [(identifier) @authentication (scoped_identifier name: (identifier) @authentication) (field_expression field: (field_identifier) @authentication)]
  (#match? @authentication "^(verify_password|hash_password|verify_token|decode_token|authenticate|authorize|check_permission|require_auth|require_admin)\\w{0,30}$"))

; cryptography
(use_declaration argument: (_) @cryptography
  (#match? @cryptography "^(argon2|bcrypt|ring|sha1|sha2|hmac|md5|aes\\w*|chacha20\\w*|ed25519\\w*|rsa|x25519\\w*|openssl|rustls|getrandom|rusty_paseto)\\b"))

; data that is turned into objects
(call_expression function: (scoped_identifier path: (_) @_p name: (identifier) @_n) @deserialization
  (#any-of? @_p "bincode" "serde_pickle" "rmp_serde") (#match? @_n "^(deserialize|from_)"))

; calls to other services
(call_expression function: (scoped_identifier path: (_) @_p name: (identifier) @_n) @outbound_calls
  (#match? @_p "^(reqwest(::blocking)?(::Client)?|ureq|hyper::Client|TcpStream|lettre::SmtpTransport)$")
  (#any-of? @_n "get" "post" "put" "new" "builder" "connect" "delete" "patch"))

; origins, transport
((identifier) @CORS (#any-of? @CORS "CorsLayer" "Cors"))
(call_expression function: (field_expression field: (field_identifier) @TLS_verification)
  (#any-of? @TLS_verification "danger_accept_invalid_certs" "danger_accept_invalid_hostnames"))
