; A capture's name is the topic, underscores for blanks; @_... only constrain.

; code and commands that are run
(function_call_expression function: (name) @runs_commands
  (#any-of? @runs_commands "exec" "shell_exec" "system" "passthru" "proc_open" "popen" "pcntl_exec"))
(shell_command_expression) @runs_commands
(object_creation_expression (name) @runs_commands (#eq? @runs_commands "Process"))
(scoped_call_expression scope: (name) @_o name: (name) @runs_commands
  (#eq? @_o "Process") (#any-of? @runs_commands "run" "start" "fromShellCommandline"))
(function_call_expression function: (name) @runs_code (#any-of? @runs_code "eval" "assert" "create_function"))

; data that is turned into objects
(function_call_expression function: (name) @deserialization (#any-of? @deserialization "unserialize" "yaml_parse"))

; who may do what
(scoped_call_expression scope: (name) @authentication name: (name) @_m
  (#any-of? @authentication "Auth" "Gate" "Hash" "Password" "Sanctum" "Passport"))
(member_call_expression name: (name) @authentication
  (#any-of? @authentication "authorize" "checkPermission" "denyAccessUnlessGranted" "isGranted" "withoutMiddleware" "createToken"))
(attribute (name) @authentication (#any-of? @authentication "IsGranted" "Security"))
(function_call_expression function: (name) @authentication (#any-of? @authentication "password_hash" "password_verify"))

; cryptography
(function_call_expression function: (name) @cryptography
  (#match? @cryptography "^(openssl_|sodium_|hash_hmac$|random_bytes$|md5$|sha1$|mcrypt_)"))
(scoped_call_expression scope: (name) @cryptography (#eq? @cryptography "Crypt"))

; calls to other services
(function_call_expression function: (name) @outbound_calls (#any-of? @outbound_calls "curl_init" "curl_exec" "fsockopen"))
(scoped_call_expression scope: (name) @outbound_calls (#eq? @outbound_calls "Http"))
(object_creation_expression (name) @outbound_calls (#any-of? @outbound_calls "GuzzleClient" "HttpClient"))

; origins, transport
(array_element_initializer (string (string_content) @CORS) (#any-of? @CORS "allowed_origins" "supports_credentials"))
((name) @TLS_verification (#eq? @TLS_verification "CURLOPT_SSL_VERIFYPEER"))
