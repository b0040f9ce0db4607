; A capture's name is the topic, underscores for blanks; @_... only constrain. One match a place is enough.

; commands that are run
(call_expression function: (selector_expression operand: (identifier) @_o field: (field_identifier) @_f) @runs_commands
  (#any-of? @_o "exec" "syscall") (#any-of? @_f "Command" "CommandContext" "Exec" "ForkExec"))

; data that is turned into objects
(call_expression function: (selector_expression operand: (identifier) @_o field: (field_identifier) @_f) @deserialization
  (#eq? @_o "gob") (#eq? @_f "NewDecoder"))

; who may do what
(import_spec path: (_) @authentication
  (#match? @authentication "golang-jwt/jwt|dgrijalva/jwt-go|go-jose|coreos/go-oidc|x/oauth2|markbates/goth|casbin/casbin|lestrrat-go/jwx|crewjam/saml|go-webauthn"))
(call_expression function: (selector_expression operand: (identifier) @_o field: (field_identifier) @_f) @authentication
  (#any-of? @_o "jwt" "oidc" "oauth2" "webauthn" "casbin"))
(call_expression function: (selector_expression field: (field_identifier) @authentication)
  (#match? @authentication "^(Authenticate|Authorize|CheckPassword|VerifyPassword|HashPassword|VerifyToken|ValidateToken|ParseWithClaims|RequireAuth|BasicAuth|SetBasicAuth|JwtAuth|RequireAdmin)\\w{0,30}$"))

; cryptography
(import_spec path: (_) @cryptography
  (#match? @cryptography "^\"(crypto/(aes|cipher|des|dsa|ecdh|ecdsa|ed25519|hmac|md5|rc4|rsa|sha1|sha256|sha512|rand|x509)|golang.org/x/crypto/)"))
(call_expression function: (selector_expression operand: (identifier) @_o) @cryptography
  (#any-of? @_o "bcrypt" "argon2" "scrypt" "hmac" "aes" "cipher" "rsa" "ecdsa" "ed25519" "x509"))

; calls to other services
(call_expression function: (selector_expression operand: (identifier) @_o field: (field_identifier) @_f) @outbound_calls
  (#eq? @_o "http") (#any-of? @_f "Get" "Post" "PostForm" "Head" "NewRequest" "NewRequestWithContext"))
(call_expression function: (selector_expression operand: (identifier) @_o field: (field_identifier) @_f) @outbound_calls
  (#any-of? @_o "net" "smtp" "grpc" "ssh" "resty") (#match? @_f "^(Dial|SendMail|NewClient|New$)"))

; origins, transport
(import_spec path: (_) @CORS (#match? @CORS "rs/cors|chi/cors|gin-contrib/cors|middleware/cors"))
(call_expression function: (selector_expression operand: (identifier) @_o) @CORS (#eq? @_o "cors"))
(keyed_element . (_) @_k (_) @TLS_verification (#eq? @_k "InsecureSkipVerify"))
((interpreted_string_literal) @content_security_policy
  (#match? @content_security_policy "^\"(Content-Security-Policy|Access-Control-Allow-Origin|Strict-Transport-Security|X-Frame-Options)\"$"))
