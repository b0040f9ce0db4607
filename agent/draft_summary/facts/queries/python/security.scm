; A capture's name is the topic, underscores for blanks; @_... only constrain. One match a place is enough.

; code and commands that are run
(call function: (attribute object: (identifier) @_o attribute: (identifier) @_a) @runs_commands
  (#eq? @_o "subprocess")
  (#any-of? @_a "run" "Popen" "call" "check_call" "check_output" "getoutput"))
(call function: (attribute object: (identifier) @_o attribute: (identifier) @_a) @runs_commands
  (#eq? @_o "os") (#any-of? @_a "system" "popen" "execv" "execve" "execvp" "spawnv" "posix_spawn"))
(call function: (attribute object: (identifier) @_o attribute: (identifier) @_a) @runs_commands
  (#eq? @_o "asyncio") (#any-of? @_a "create_subprocess_exec" "create_subprocess_shell"))
(call function: (identifier) @runs_code (#any-of? @runs_code "exec" "eval"))
(call function: (attribute attribute: (identifier) @_a) @runs_code (#eq? @_a "exec_module"))

; data that is turned into objects
(call function: (attribute object: (identifier) @_o attribute: (identifier) @_a) @deserialization
  (#any-of? @_o "pickle" "cPickle" "dill" "marshal" "shelve" "joblib") (#any-of? @_a "load" "loads" "open"))
(call function: (attribute object: (identifier) @_o attribute: (identifier) @_a) @deserialization
  arguments: (argument_list) @_args
  (#eq? @_o "yaml") (#any-of? @_a "load" "load_all" "unsafe_load")
  (#not-match? @_args "Safe|Base"))

; who may do what
(decorator [(identifier) @authentication (attribute attribute: (identifier) @authentication)
    (call function: [(identifier) @authentication (attribute attribute: (identifier) @authentication)])]
  (#match? @authentication "^(login|permission|permissions|auth|admin|staff_member|roles|scopes|token|jwt)_?(required|classes)$|^(csrf_exempt|requires_auth|user_passes_test)$"))
(call function: [(identifier) @authentication (attribute attribute: (identifier) @authentication)]
  (#any-of? @authentication
    "authenticate" "check_password" "set_password" "verify_password" "hash_password" "get_password_hash"
    "make_password" "create_access_token" "create_refresh_token" "verify_token" "decode_token"
    "OAuth2PasswordBearer" "HTTPBearer" "HTTPBasic" "APIKeyHeader" "login_user" "logout_user"))
(call function: (identifier) @_f arguments: (argument_list . (_) @authentication)
  (#any-of? @_f "Depends" "Security") (#match? @authentication "current_user|require_|authenticat|authoriz|permission"))
(call function: (attribute object: (identifier) @_o attribute: (identifier) @_a) @authentication
  (#eq? @_o "jwt") (#any-of? @_a "encode" "decode"))
(import_from_statement module_name: (dotted_name) @authentication
  (#match? @authentication "^(authlib|jose|jwt|passlib|oauthlib|mozilla_django_oidc|flask_login|flask_jwt_extended|allauth)\\b"))
(import_statement name: [(dotted_name) @authentication (aliased_import name: (dotted_name) @authentication)]
  (#match? @authentication "^(authlib|jose|jwt|passlib|oauthlib|bcrypt|argon2)\\b"))

; cryptography
(call function: (attribute object: (identifier) @_o) @cryptography (#any-of? @_o "hashlib" "hmac" "secrets" "bcrypt" "argon2"))
(import_from_statement module_name: (dotted_name) @cryptography
  (#match? @cryptography "^(cryptography|Crypto|Cryptodome|nacl|hashlib|hmac)\\b"))

; calls to other services
(call function: (attribute object: (identifier) @_o attribute: (identifier) @_a) @outbound_calls
  (#any-of? @_o "requests" "httpx" "aiohttp" "urllib3")
  (#any-of? @_a "get" "post" "put" "patch" "delete" "head" "request" "stream" "Session" "Client" "AsyncClient" "ClientSession" "PoolManager"))
(call function: (_) @outbound_calls
  (#any-of? @outbound_calls "urllib.request.urlopen" "request.urlopen" "urlopen" "http.client.HTTPSConnection" "socket.create_connection" "smtplib.SMTP" "smtplib.SMTP_SSL" "paramiko.SSHClient"))

; origins, transport
(call function: (identifier) @CORS (#any-of? @CORS "CORS" "CORSMiddleware"))
(call arguments: (argument_list . (identifier) @CORS (#eq? @CORS "CORSMiddleware")))
(keyword_argument name: (identifier) @_n value: (false) (#any-of? @_n "verify" "verify_ssl" "check_hostname" "ssl")) @TLS_verification
(assignment left: (attribute attribute: (identifier) @_a) right: (false) (#eq? @_a "check_hostname")) @TLS_verification
(attribute object: (identifier) @_o attribute: (identifier) @_a (#eq? @_o "ssl") (#any-of? @_a "CERT_NONE" "_create_unverified_context")) @TLS_verification
