; A capture's name is the topic, underscores for blanks; @_... only constrain. One match a place is enough.

; who may do what
(attribute name: (identifier) @authentication
  (#any-of? @authentication "Authorize" "AllowAnonymous" "ValidateAntiForgeryToken" "IgnoreAntiforgeryToken"))
(invocation_expression function: (member_access_expression name: (identifier) @authentication)
  (#match? @authentication "^(AddAuthentication|AddAuthorization|AddJwtBearer|UseAuthentication|UseAuthorization|RequireAuthorization|AddPolicy|AddIdentity)$"))

; cryptography
(using_directive (qualified_name) @cryptography (#match? @cryptography "^System\\.Security\\.Cryptography"))

; data that is turned into objects, commands that are run
(object_creation_expression type: (identifier) @deserialization (#any-of? @deserialization "BinaryFormatter" "NetDataContractSerializer"))
(object_creation_expression type: (identifier) @runs_commands (#eq? @runs_commands "ProcessStartInfo"))
(invocation_expression function: (member_access_expression expression: (identifier) @_p name: (identifier) @runs_commands)
  (#eq? @_p "Process") (#eq? @runs_commands "Start"))

; calls to other services, origins, transport
(object_creation_expression type: (identifier) @outbound_calls (#any-of? @outbound_calls "HttpClient" "HttpRequestMessage" "SmtpClient"))
(invocation_expression function: (member_access_expression name: (identifier) @CORS) (#any-of? @CORS "AddCors" "UseCors" "WithOrigins" "AllowAnyOrigin"))
((identifier) @TLS_verification
  (#any-of? @TLS_verification "DangerousAcceptAnyServerCertificateValidator" "ServerCertificateCustomValidationCallback"))
