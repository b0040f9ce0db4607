; A capture's name is the topic, underscores for blanks; @_... only constrain.

; code and commands that are run
(call !receiver method: (identifier) @runs_commands (#any-of? @runs_commands "system" "exec" "spawn"))
(subshell) @runs_commands
(call receiver: (_) @_o method: (identifier) @runs_commands
  (#match? @_o "^(Open3|IO|Process|Kernel|PTY)$") (#match? @runs_commands "^(popen|popen3|capture2|capture3|spawn|system|exec)"))
(call method: (identifier) @runs_code (#any-of? @runs_code "eval" "instance_eval" "class_eval" "constantize" "safe_constantize"))

; data that is turned into objects
(call receiver: (constant) @_o method: (identifier) @deserialization
  (#any-of? @_o "Marshal" "YAML" "Oj") (#any-of? @deserialization "load" "unsafe_load" "object_load"))

; who may do what
(call method: (identifier) @authentication
  (#any-of? @authentication
    "authenticate_user!" "authenticate" "authenticate_with_http_basic" "authenticate_or_request_with_http_basic"
    "http_basic_authenticate_with" "has_secure_password" "devise" "devise_for" "sign_in" "sign_out" "verify_authenticity_token"
    "protect_from_forgery" "authorize" "authorize!" "can" "cannot" "policy_scope" "verify_authorized"))
(call method: (identifier) @_m arguments: (argument_list . (simple_symbol) @authentication)
  (#any-of? @_m "before_action" "skip_before_action" "prepend_before_action")
  (#match? @authentication "authent|authoriz|login|signed|admin|verify|require_|permission|csrf"))
(call receiver: (constant) @_o method: (identifier) @authentication (#eq? @_o "JWT") (#any-of? @authentication "encode" "decode"))
(call method: (identifier) @authentication (#any-of? @authentication "permit!" "html_safe" "raw"))

; cryptography
(scope_resolution scope: (constant) @cryptography (#any-of? @cryptography "OpenSSL" "Digest" "BCrypt" "RbNaCl"))
(call receiver: (constant) @cryptography (#any-of? @cryptography "SecureRandom" "OpenSSL" "Digest"))

; calls to other services
(scope_resolution scope: (constant) @_o name: (constant) @_n (#eq? @_o "Net") (#any-of? @_n "HTTP" "SMTP" "FTP")) @outbound_calls
(call receiver: (constant) @outbound_calls method: (identifier) @_m
  (#any-of? @outbound_calls "Faraday" "HTTParty" "RestClient" "Typhoeus" "HTTP" "Excon")
  (#any-of? @_m "get" "post" "put" "patch" "delete" "new" "head" "request"))

; origins, transport
(call receiver: (scope_resolution) @CORS (#eq? @CORS "Rack::Cors"))
(pair key: (hash_key_symbol) @_k value: (false) (#match? @_k "^(verify|verify_ssl|ssl_verify|verify_peer)$")) @TLS_verification
(scope_resolution name: (constant) @TLS_verification (#eq? @TLS_verification "VERIFY_NONE"))
