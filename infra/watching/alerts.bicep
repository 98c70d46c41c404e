/*
 * Alerts: an e-mail when callers are not served, or will not be before long. What each one means and what to do is in
 * docs/operate.md, one section each, by the name that is used here. The questions are the files of ../queries.
 *
 * They are asked of the Application Insights component, so the tables are customEvents, customMetrics and so on. A
 * question of an alert begins with a table and knows neither union nor search: alert rules refuse both. Where a share
 * says nothing of a few calls, the query gives no row for too few of them; the thresholds are here.
 */
metadata description = 'Alert rules, the health test from outside, and the action group that they write to.'

@export()
@description('When alerts are raised. What is left out has the default that stands in brackets.')
type alertThresholds = {
  @description('Percent of calls that may fail within 15 minutes, where three or more did (5).')
  @minValue(0)
  @maxValue(100)
  failedPercent: int?

  @description('Incoming calls that may go unanswered within 15 minutes while none is answered (2).')
  @minValue(0)
  unansweredCalls: int?

  @description('Incoming calls that may wait more than 8 s for an answer within 15 minutes (2).')
  @minValue(0)
  lateAnswers: int?

  @description('Milliseconds that the 95th percentile of turns may take (2000). Callers take 3 s of silence for a broken line.')
  @minValue(1)
  turnMs: int?

  @description('Calls that may wait to be begun in every minute of ten (0).')
  @minValue(0)
  pendingCalls: int?

  @description('Notifications with a token that may be refused within 15 minutes (4).')
  @minValue(0)
  refusedNotifications: int?

  @description('Requests to Graph that may be given up within 15 minutes (5).')
  @minValue(0)
  graphFailures: int?

  @description('Answers 429 of Graph within 15 minutes (20).')
  @minValue(0)
  graphThrottled: int?

  @description('ISO 8601 duration without an incoming call after which to raise an alert, such as PT6H. Left out: no such alert, since nights are quiet everywhere.')
  silence: ('PT1H' | 'PT2H' | 'PT3H' | 'PT4H' | 'PT5H' | 'PT6H' | 'P1D' | 'P2D')?
}

@description('Region of the Application Insights component: rules live where their data are.')
param location string

@description('Tags of every resource here.')
param tags object

@description('Beginning of every name, such as ivr-prod.')
@minLength(1)
param namePrefix string

@description('Resource id of the Application Insights component.')
param applicationInsightsId string

@description('Who is told. Nobody: alerts are raised, and shown in the portal only.')
param alertEmails string[]

@description('Host name of the app, such as contoso-ivr.azurewebsites.net, for the health test from outside. Empty: no test, as where the app is not reachable from the internet but for Graph.')
param appHostName string

@description('From where health is tested; two that fail at once raise the alert. Ids of the population tags of availability tests.')
@minLength(2)
param healthTestLocations string[] = [
  'emea-nl-ams-azr' // West Europe
  'emea-gb-db3-azr' // North Europe
  'us-va-ash-azr' // East US
]

@description('When alerts are raised.')
param thresholds alertThresholds = {}

/*
 * severity: 0 no caller is served, 1 callers are lost, 2 callers suffer or will, 3 to be looked at by day.
 * every: how often it is asked, and windowSize over how long. Rules that are asked every 5 minutes cost more than the
 * others: they are those whose every minute loses callers.
 */
var alwaysOn = [
  {
    name: 'calls-failing'
    displayName: 'Calls fail'
    description: 'Three calls or more, and too large a share of all, ended because something failed.'
    severity: 1
    every: 'PT5M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/calls-failing.kql')
    measure: 'failedPercent'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: thresholds.?failedPercent ?? 5
  }
  {
    name: 'nothing-answered'
    displayName: 'No call is answered'
    description: 'Calls come in, and not one of them was answered.'
    severity: 0
    every: 'PT5M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/nothing-answered.kql')
    measure: 'unanswered'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: thresholds.?unansweredCalls ?? 2
  }
  {
    name: 'answers-late'
    displayName: 'Calls are answered late'
    description: 'Incoming calls waited more than 8 of the 15 seconds that Graph allows.'
    severity: 2
    every: 'PT5M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/answers-late.kql')
    measure: null // counts rows: one is one call
    aggregation: 'Count'
    operator: 'GreaterThan'
    threshold: thresholds.?lateAnswers ?? 2
  }
  {
    name: 'turns-slow'
    displayName: 'Callers wait for the app'
    description: 'The 95th percentile of turns is too slow: callers hear silence after a key.'
    severity: 2
    every: 'PT15M'
    windowSize: 'PT30M'
    query: loadTextContent('../queries/turns-slow.kql')
    measure: 'p95'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: thresholds.?turnMs ?? 2000
  }
  {
    name: 'calls-pending'
    displayName: 'Calls wait to be begun'
    description: 'In every minute of ten there were calls that the durable store had not begun.'
    severity: 1
    every: 'PT5M'
    windowSize: 'PT10M'
    query: loadTextContent('../queries/calls-pending.kql')
    measure: 'pending'
    aggregation: 'Minimum'
    operator: 'GreaterThan'
    threshold: thresholds.?pendingCalls ?? 0
  }
  {
    name: 'calls-never-ended'
    displayName: 'Calls never ended'
    description: 'Calls began hours ago, and their end was never told.'
    severity: 2
    every: 'PT1H'
    windowSize: 'P1D'
    query: loadTextContent('../queries/calls-never-ended.kql')
    measure: null // counts rows: one is one call
    aggregation: 'Count'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'store-failing'
    displayName: 'Notifications cannot be stored'
    description: 'Graph was asked to send notifications again, because the durable store could not be reached.'
    severity: 1
    every: 'PT5M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/store-failing.kql')
    measure: 'failures'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'webhook-refusals'
    displayName: 'Notifications are refused'
    description: 'Notifications with a token were refused: as a rule the app does not recognise Graph, or a tenant.'
    severity: 1
    every: 'PT5M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/notifications-refused.kql')
    measure: 'withToken'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: thresholds.?refusedNotifications ?? 4
  }
  {
    name: 'credential-failing'
    displayName: 'The app gets no token'
    description: 'Certificate, federated credential, consent or identity: no token for Graph or another service.'
    severity: 1
    every: 'PT5M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/credential-failures.kql')
    measure: 'failures'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'graph-failing'
    displayName: 'Graph fails'
    description: 'Requests to Graph were given up.'
    severity: 2
    every: 'PT15M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/graph-failing.kql')
    measure: 'givenUp'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: thresholds.?graphFailures ?? 5
  }
  {
    name: 'graph-throttled'
    displayName: 'Graph throttles'
    description: 'Graph answered 429: calls are slower, and more of them will fail.'
    severity: 2
    every: 'PT15M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/graph-throttled.kql')
    measure: 'throttled'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: thresholds.?graphThrottled ?? 20
  }
  {
    name: 'dead-letters'
    displayName: 'Dead letters'
    description: 'Something could not be handled, and waits in the queue ivr-dead-letters for a person.'
    severity: 2
    every: 'PT15M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/dead-letters.kql')
    measure: 'letters'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'defects'
    displayName: 'Defect of the program'
    description: 'Calls ended because of a defect of the program.'
    severity: 2
    every: 'PT15M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/defects.kql')
    measure: 'calls'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'housekeeping-missing'
    displayName: 'Housekeeping did not run'
    description: 'Expired media or finished calls were not removed for more than a day.'
    severity: 3
    every: 'PT6H'
    windowSize: 'P2D'
    query: loadTextContent('../queries/housekeeping-missing.kql')
    measure: 'notRun'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 0
  }
]

var silence = thresholds.?silence ?? ''

var onRequest = [
  {
    name: 'no-calls'
    displayName: 'No calls come in'
    description: 'Not one call came in for longer than is usual.'
    severity: 1
    every: 'PT15M'
    windowSize: silence
    query: loadTextContent('../queries/no-calls.kql')
    measure: 'calls'
    aggregation: 'Maximum'
    operator: 'LessThan'
    threshold: 1
  }
]

var rules = concat(alwaysOn, empty(silence) ? [] : onRequest)
var actionGroupIds = empty(alertEmails) ? [] : [actionGroup.id]

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alertEmails)) {
  name: '${namePrefix}-alerts'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: take(namePrefix, 12)
    enabled: true
    emailReceivers: [
      for (address, index) in alertEmails: {
        name: 'email-${index}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

resource queryAlerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: '${namePrefix}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${namePrefix}: ${rule.displayName}'
      description: '${rule.description} What to do: docs/operate.md, section ${rule.name}.'
      severity: rule.severity
      enabled: true
      scopes: [applicationInsightsId]
      evaluationFrequency: rule.every
      windowSize: rule.windowSize
      criteria: {
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            query: rule.query
            metricMeasureColumn: rule.measure
            timeAggregation: rule.aggregation
            operator: rule.operator
            threshold: rule.threshold
            // One period: several want a column of time in the result. The windows do the smoothing.
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      autoMitigate: true
      actions: {
        actionGroups: actionGroupIds
      }
    }
  }
]

resource healthTest 'Microsoft.Insights/webtests@2022-06-15' = if (!empty(appHostName)) {
  name: '${namePrefix}-health'
  location: location
  // Without the link the portal does not show the test.
  tags: union(tags, { 'hidden-link:${applicationInsightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    Name: '${namePrefix}-health'
    SyntheticMonitorId: '${namePrefix}-health'
    Description: 'The app says that it is healthy.'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [for place in healthTestLocations: { Id: place }]
    Request: {
      RequestUrl: 'https://${appHostName}/api/health'
      HttpVerb: 'GET'
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      // Days that the certificate must still be good for.
      SSLCertRemainingLifetimeCheck: 14
    }
  }
}

resource healthAlert 'Microsoft.Insights/metricAlerts@2026-01-01' = if (!empty(appHostName)) {
  name: '${namePrefix}-unhealthy'
  location: 'global'
  tags: tags
  properties: {
    description: 'Two places or more find that the app is not healthy, not reachable, or has a certificate that ends soon. What to do: docs/operate.md, section unhealthy.'
    severity: 0
    enabled: true
    scopes: [healthTest.id, applicationInsightsId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: healthTest.id
      componentId: applicationInsightsId
      failedLocationCount: 2
    }
    autoMitigate: true
    actions: [for id in actionGroupIds: { actionGroupId: id }]
  }
}
