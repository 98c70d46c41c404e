// The registration of the bot in Entra: whom it trusts, and what it may ask of Graph. It grants permissions, so in many
// tenants an administrator deploys it. Nothing here is a secret: the app proves who it is by its own identity.
extension microsoftGraphV1

@description('A permission of Microsoft Graph, as npx ivr permissions prints it.')
type permission = {
  @description('Its name, such as Calls.AccessMedia.All.')
  name: string

  @description('Id of the app role.')
  id: string
}

@description('Object id of the identity of the app: what infra/app-identity puts out.')
@minLength(36)
@maxLength(36)
param appIdentityPrincipalId string

@description('What people read where the registration is shown.')
param displayName string = 'IVR'

@description('By which the registration is found when this is deployed again. It never changes.')
param uniqueName string = 'ivr-${uniqueString(resourceGroup().id)}'

@description('What the app may ask of Graph.')
param permissions permission[]

// What the parameter file gives where the environment says nothing: a registration that trusts nobody would be made.
var nobody = '00000000-0000-0000-0000-000000000000'
var trusted = appIdentityPrincipalId == nobody
  ? fail('appIdentityPrincipalId is not set. Set APP_IDENTITY_PRINCIPAL_ID, in every new shell: docs/deploy.md.')
  : appIdentityPrincipalId

// The same in every tenant.
var graphAppId = '00000003-0000-0000-c000-000000000000'

resource registration 'Microsoft.Graph/applications@v1.0' = {
  displayName: displayName
  uniqueName: uniqueName
  signInAudience: 'AzureADMyOrg'
  requiredResourceAccess: [
    {
      resourceAppId: graphAppId
      resourceAccess: [
        for one in permissions: {
          id: one.id
          type: 'Role'
        }
      ]
    }
  ]

  resource trust 'federatedIdentityCredentials@v1.0' = {
    name: '${registration.uniqueName}/app-identity'
    description: 'The identity of the function app'
    audiences: ['api://AzureADTokenExchange']
    issuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
    subject: trusted
  }
}

resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: registration.appId
}

resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: graphAppId
}

// Declared above is what is asked for; this is the consent.
resource grants 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [
  for one in permissions: {
    appRoleId: one.id
    principalId: principal.id
    resourceId: graph.id
  }
]

@description('Application (client) id: botAppId of infra/main.bicep.')
output BOT_APP_ID string = registration.appId

@description('Object id of the service principal.')
output BOT_PRINCIPAL_ID string = principal.id

@description('What was granted.')
output BOT_PERMISSIONS string[] = [for one in permissions: one.name]
