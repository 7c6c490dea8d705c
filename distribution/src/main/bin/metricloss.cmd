@echo off
rem Starts MetricLoss. Java 17 or newer is taken from JAVA_HOME, or else from the PATH.
rem METRICLOSS_JAVA_OPTS holds further options for Java, such as -Xmx8g.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -Xmx4g --enable-native-access=ALL-UNNAMED -Dai.djl.offline=true -Djdk.console=java.base ^
  -Djava.awt.headless=true "-Dmetricloss.launcher=%~f0" ^
  %METRICLOSS_JAVA_OPTS% -cp "%~dp0..\lib\*" org.metricloss.experiments.cli.Main %*
exit /b %ERRORLEVEL%
